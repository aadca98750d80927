/**
 * A configuration with a process for every result that a command can have.
 *
 * @module
 */

import { framed, type SubjectPlace } from "#tests/support/subject_place.ts";

/** Its text. All processes that start at once come to rest within about a second. */
export function zoo(place: SubjectPlace): string {
  return framed(place, PROGRAMS.replaceAll("@DIR@", place.dir));
}

/**
 * The same with a process that has exited, and one whose name is not ASCII: the real daemon garbles the
 * results of group actions then (B-10).
 */
export function zooToLookAt(place: SubjectPlace): string {
  return `${zoo(place)}\n${TO_LOOK_AT}`;
}

const TO_LOOK_AT = `
[program:once]
command=/bin/true
startsecs=0
autorestart=false

[program:größe-λ]
command=/bin/sh -c "echo größe λ; exec cat"
startsecs=0
`;

const PROGRAMS = `
[program:cat]
command=/bin/cat
startsecs=0

[program:manual]
command=/bin/cat
autostart=false
startsecs=0

[program:nofile]
command=/no/such/file
autostart=false

[program:noexec]
command=@DIR@/supervisord.conf
autostart=false

[program:quoting]
command=/bin/cat "unterminated
autostart=false

[program:crash]
command=/bin/false
autostart=false
startretries=0

[program:nowhere]
command=/bin/cat
directory=/no/such/directory
autostart=false
startretries=0

[program:web]
command=/bin/cat
process_name=%(program_name)s_%(process_num)d
numprocs=3
startsecs=0

[program:first]
command=/bin/cat
startsecs=0

[program:second]
command=/bin/cat
autostart=false
startsecs=0

[group:mixed]
programs=first,second
priority=5

[program:talk]
command=/bin/sh -c "echo to stdout; echo to stderr >&2; exec cat"
startsecs=0
stdout_logfile=@DIR@/talk.out
stderr_logfile=@DIR@/talk.err

[program:many]
command=/bin/sh -c "i=0; while [ $i -lt 400 ]; do echo line $i; i=$((i+1)); done; exec cat"
startsecs=0

[program:mute]
command=/bin/cat
startsecs=0
stdout_logfile=NONE
stderr_logfile=NONE

[program:merged]
command=/bin/sh -c "echo out; echo err >&2; exec cat"
redirect_stderr=true
startsecs=0

[program:a-name-that-is-longer-than-thirty-characters]
command=/bin/cat
startsecs=0

[program:stubborn]
command=/bin/sh -c "trap '' TERM; exec sleep 1000"
startsecs=0
stopwaitsecs=1
autostart=false
`;
