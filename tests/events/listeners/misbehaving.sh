#!/bin/sh
# An event listener that does not do what it should.
#
# Usage: misbehaving.sh slow|silent|deaf|babbling|dying|rejecting

# The header line, then as many bytes as it announces.
take() {
  read -r header || exit 0
  head -c "${header##*len:}" > /dev/null
}

case $1 in
  slow)
    while printf 'READY\n'; do take; sleep 2; printf 'RESULT 2\nOK'; done ;;
  silent)
    printf 'READY\n'; take; exec sleep 1000000 ;;
  deaf)
    printf 'READY\n'; exec sleep 1000000 ;;
  babbling)
    printf 'READY\n'; exec yes 'this is not the protocol' ;;
  dying)
    printf 'READY\n'; read -r header; sleep 0.2; exit 1 ;;
  rejecting)
    while printf 'READY\n'; do take; printf 'RESULT 4\nFAIL'; done ;;
esac
