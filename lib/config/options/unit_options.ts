/**
 * The keys that only FastCGI programs, event listeners, groups, plugins and `[include]` have
 * (rows CFG-106 to CFG-119).
 *
 * @module
 */

/** `[fcgi-program:x]`: what it has beyond a program. */
export const FCGI_OPTIONS = {
  socket: {
    kind: "text",
    default: null,
    required: true,
    since: "3.0a7",
    doc: "Socket that is given to all processes, as tcp://host:port or unix:///absolute/path",
    example: "unix:///var/run/%(program_name)s.sock",
  },
  socket_backlog: {
    kind: "integer",
    default: null,
    computed: "the system's SOMAXCONN",
    since: "3.4.0",
    doc: "Length of the queue of waiting connections, 1 to 65535",
    example: "1024",
  },
  socket_owner: {
    kind: "ownership",
    default: null,
    computed: "the program's user and primary group",
    since: "3.0a7",
    doc: "Owner of a UNIX socket, as user or user:group",
    example: "chrism",
  },
  socket_mode: {
    kind: "octal",
    default: null,
    computed: "0700",
    since: "3.0a7",
    doc: "Mode of a UNIX socket",
    example: "0700",
  },
} as const;

/** `[eventlistener:x]`: what it has beyond a program. */
export const EVENTLISTENER_OPTIONS = {
  events: {
    kind: "strings",
    default: "",
    required: true,
    since: "3.0",
    doc: "Names of the events to receive, separated by commas",
    example: "PROCESS_STATE,TICK_60",
  },
  buffer_size: {
    kind: "integer",
    default: "10",
    since: "3.0",
    doc: "How many events wait for a free listener before the oldest is dropped",
  },
  result_handler: {
    kind: "text",
    default: "supervisor.dispatchers:default_handler",
    since: "3.0",
    doc:
      "What judges a listener's results; built in are the default and supervisor_stdout:event_handler",
  },
} as const;

/** `[group:x]`: programs under one name. */
export const GROUP_OPTIONS = {
  programs: {
    kind: "strings",
    default: "",
    since: "3.0",
    doc: "Names of the programs in this group, separated by commas",
    example: "progname1,progname2",
  },
  priority: {
    kind: "integer",
    default: "999",
    since: "3.0",
    doc: "Lower numbers start first and stop last",
  },
} as const;

/** `[include]`: more files. */
export const INCLUDE_OPTIONS = {
  files: {
    kind: "text",
    default: null,
    required: true,
    since: "3.0",
    doc: "Paths of further files, separated by blanks; * ? and [] match names",
    example: "relative/directory/*.ini",
  },
} as const;

/** `[rpcinterface:x]`: an interface of the RPC; other keys are its arguments. */
export const RPCINTERFACE_OPTIONS = {
  "supervisor.rpcinterface_factory": {
    kind: "text",
    default: null,
    required: true,
    since: "3.0",
    doc: "What makes the interface; the main one and the twiddler are built in",
    example: "supervisor.rpcinterface:make_main_rpcinterface",
  },
  whitelist: {
    kind: "strings",
    default: "",
    since: "3.0a10",
    doc: "Of the twiddler: methods that may be called, separated by commas; empty for all",
    example: "getAPIVersion,getGroupNames",
  },
} as const;

/** `[ctlplugin:x]`: a plugin of Supervisor's client, accepted and not used. */
export const CTLPLUGIN_OPTIONS = {
  "supervisor.ctl_factory": {
    kind: "text",
    default: null,
    required: true,
    since: "3.0",
    doc: "What makes the plugin",
    example: "package.module:make_plugin",
  },
} as const;

/** `[plugin:x]`: a plugin of Denvisor; other keys are its arguments. */
export const PLUGIN_OPTIONS = {
  module: {
    kind: "text",
    default: null,
    required: true,
    since: "denvisor",
    doc: "Path of the plugin's module, from the directory of this file",
    example: "./plugin.ts",
  },
  allow_run: {
    kind: "strings",
    default: "",
    since: "denvisor",
    doc: "Executables that the plugin may run",
    example: "/usr/bin/systemctl",
  },
  allow_read: {
    kind: "strings",
    default: "",
    since: "denvisor",
    doc: "Paths that the plugin may read, as the further modules that it imports",
    example: "./lib",
  },
  allow_write: {
    kind: "strings",
    default: "",
    since: "denvisor",
    doc: "Paths that the plugin may write",
    example: "/srv/app/notes",
  },
  allow_net: {
    kind: "strings",
    default: "",
    since: "denvisor",
    doc: "Addresses that the plugin may use",
    example: "api.example.org:443",
  },
  allow_env: {
    kind: "strings",
    default: "",
    since: "denvisor",
    doc: "Environment variables that the plugin may read",
    example: "API_TOKEN",
  },
  allow_sys: {
    kind: "strings",
    default: "",
    since: "denvisor",
    doc: "Facts about the system that the plugin may ask for, by their names in Deno",
    example: "loadavg",
  },
} as const;
