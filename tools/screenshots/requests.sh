n=0
while :; do
  n=$((n + 1))
  case $((n % 9)) in
    0) printf 'upstream api_2 answered after 2.%d s\n' $((n % 10)) >&2 ;;
    4) printf '\033[33m404\033[0m GET /assets/logo-%d.png \033[2m3 ms\033[0m\n' "$n" ;;
    7) printf '\033[31m502\033[0m POST /api/orders/%d \033[2m2210 ms\033[0m\n' "$n" ;;
    *) printf '\033[32m200\033[0m GET /api/orders/%d \033[2m%d ms\033[0m\n' "$n" $((n % 37 + 4)) ;;
  esac
  sleep 0.4
done
