# Says ten lines a second and crashes after 20 to 60 seconds. Waits without starting a process.
exec 9<> <(:)
for ((left = 20 + RANDOM % 40; left > 0; left--)); do
  for line in 1 2 3 4 5 6 7 8 9 10; do
    printf '%s line %d of a program that has %d seconds to live\n' "$$" "$line" "$left"
  done
  read -rt 1 -u 9
done
exit 1
