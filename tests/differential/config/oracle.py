"""Answers what the installed Supervisor makes of configurations and values.

Reads one JSON object a line from standard input and writes one a line to standard output, in order.
`op` names the question:

  load    {argv, env, cwd, emulate}  all of a configuration, or the message it is refused with
  control {argv, env, cwd}           what supervisorctl reads
  ini     {text}                     sections and values, or the parser's message
  expand  {text, names, label}       the % operator
  environment {text}                 KEY=value pairs, read by a POSIX lexer
  value   {type, text}               one of Supervisor's data types
  match   {pattern, names}           the names that a shell pattern matches

With `emulate` the answer is that of Supervisor 4.4, which differs from the 4.2 series in three
places: the lexer of environment=, one expansion of [supervisord] environment instead of two, and the
end of the message about a callable that cannot be imported.
"""

import fnmatch
import io
import json
import os
import shlex
import sys
import tempfile
import warnings

warnings.simplefilter("ignore")

from supervisor import datatypes, events, options  # noqa: E402

EVENT_NAMES = {
    value: name for name, value in vars(events.EventTypes).items() if not name.startswith("_")
}
INSTALLED_PAIRS = options.dict_of_key_value_pairs
INSTALLED_GETDEFAULT = options.UnhosedConfigParser.getdefault


class Refused(Exception):
    """Takes the place of the message on standard error and the exit."""


def refuse(self, message):
    raise Refused(str(message))


def posix_pairs(text):
    lexer = shlex.shlex(str(text), posix=True)
    lexer.wordchars += "/.+-():"
    tokens = list(lexer)
    pairs = {}
    for start in range(0, len(tokens), 4):
        group = tokens[start:start + 3]
        if len(group) < 3 or group[1] != "=":
            raise ValueError("Unexpected end of key/value pairs in value '%s'" % text)
        pairs[group[0]] = group[2]
    return pairs


def getdefault_once(self, option, *args, **kwargs):
    if option == "environment":
        kwargs["do_expand"] = False
    return INSTALLED_GETDEFAULT(self, option, *args, **kwargs)


def emulate(newer):
    options.dict_of_key_value_pairs = posix_pairs if newer else INSTALLED_PAIRS
    options.UnhosedConfigParser.getdefault = getdefault_once if newer else INSTALLED_GETDEFAULT


def surroundings(question):
    os.environ.clear()
    os.environ.update(question["env"])
    os.chdir(question["cwd"])
    tempfile.tempdir = None


def plain(value):
    if value is datatypes.Automatic:
        return {"auto": True}
    if value is datatypes.RestartWhenExitUnexpected:
        return "unexpected"
    if value is datatypes.RestartUnconditionally:
        return "true"
    return value


def process(config):
    names = config.req_param_names + config.optional_param_names
    answer = {name: plain(getattr(config, name)) for name in names}
    if answer["autorestart"] is False:
        answer["autorestart"] = "false"
    answer["stopsignal"] = int(answer["stopsignal"])
    return answer


def group(config):
    kinds = {
        "ProcessGroupConfig": "program",
        "EventListenerPoolConfig": "eventlistener",
        "FastCGIGroupConfig": "fcgi",
    }
    answer = {
        "kind": kinds[type(config).__name__],
        "name": config.name,
        "priority": config.priority,
        "processes": [process(member) for member in config.process_configs],
    }
    if answer["kind"] == "eventlistener":
        answer["buffer_size"] = config.buffer_size
        answer["events"] = sorted(EVENT_NAMES[event] for event in config.pool_events)
    if answer["kind"] == "fcgi":
        sock = config.socket_config
        answer["socket"] = {
            "url": sock.url,
            "backlog": sock.backlog,
            "owner": getattr(sock, "owner", None),
            "mode": getattr(sock, "mode", None),
        }
    return answer


def server(config):
    kept = {key: value for key, value in config.items() if key not in ("family", "name")}
    kept["kind"] = "inet" if "port" in config else "unix"
    return kept


def whole(path):
    return None if path is None else os.path.normpath(os.path.abspath(path))


def load(question):
    surroundings(question)
    emulate(question["emulate"])
    reader = options.ServerOptions()
    reader.searchpaths = question.get("search", [])
    shown = io.StringIO()
    reader.stdout = shown
    reader.exit = lambda status: (_ for _ in ()).throw(SystemExit(status))
    try:
        reader.realize(question["argv"], doc="help", progname="supervisord")
    except SystemExit:
        return {"ok": True, "printed": shown.getvalue()}
    plain_keys = (
        "logfile_maxbytes logfile_backups umask minfds minprocs identifier uid serverurl"
    ).split()
    flags = "nodaemon silent nocleanup strip_ansi".split()
    section = reader.configroot.supervisord
    return {
        "ok": True,
        "supervisord": {
            **{key: getattr(reader, key) for key in plain_keys},
            **{key: bool(getattr(reader, key)) for key in flags},
            "loglevel": level_name(reader.loglevel),
            "logfile": reader.logfile,
            "pidfile": reader.pidfile,
            "childlogdir": whole(reader.childlogdir),
            "directory": whole(reader.directory),
            "environment": section.environment,
        },
        "groups": [group(config) for config in reader.process_group_configs],
        "servers": [server(config) for config in reader.server_configs],
        "rpcinterfaces": [[name, extra] for name, _, extra in reader.rpcinterface_factories],
        "warnings": reader.parse_warnings,
        "infos": reader.parse_infos,
    }


def level_name(number):
    from supervisor.loggers import getLevelNumByDescription
    names = "critical error warn info debug trace blather".split()
    for name in names:
        if number in (name, getLevelNumByDescription(name)):
            return name
    return number


def control(question):
    surroundings(question)
    emulate(False)
    reader = options.ClientOptions()
    reader.searchpaths = question.get("search", [])
    reader.realize(question["argv"], doc="help", progname="supervisorctl")
    keys = "serverurl username password prompt history_file".split()
    section = reader.configroot.supervisorctl
    return {"ok": True, **{key: getattr(section, key) for key in keys}, "used": reader.serverurl}


def ini(question):
    parser = options.UnhosedConfigParser()
    stream = io.StringIO(question["text"], newline=None)
    stream.name = "x.conf"
    parser.read_file(stream)
    return {
        "ok": True,
        "defaults": list(parser.defaults().items()),
        "sections": [[name, parser.items(name)] for name in parser.sections()],
    }


def expand(question):
    return {"ok": True, "text": options.expand(question["text"], question["names"], question["label"])}


def environment(question):
    return {"ok": True, "values": posix_pairs(question["text"])}


TYPES = {
    "integer": datatypes.integer,
    "boolean": datatypes.boolean,
    "bytes": datatypes.byte_size,
    "octal": datatypes.octal_type,
    "loglevel": lambda text: level_name(datatypes.logging_level(text)),
    "exitcodes": datatypes.list_of_exitcodes,
    "strings": datatypes.list_of_strings,
    "name": datatypes.process_or_group_name,
    "address": datatypes.inet_address,
    "signal": lambda text: int(datatypes.signal_number(text)),
    "autorestart": lambda text: {False: "false"}.get(value := datatypes.auto_restart(text), plain(value)),
    "url": datatypes.url,
    "user": datatypes.name_to_uid,
    "ownership": datatypes.colon_separated_user_group,
    "repr": repr,
    "strip": str.strip,
    "words": str.split,
}


def value(question):
    return {"ok": True, "value": TYPES[question["type"]](question["text"])}


def match(question):
    return {"ok": True, "names": fnmatch.filter(question["names"], question["pattern"])}


OPERATIONS = {
    "load": load,
    "control": control,
    "ini": ini,
    "expand": expand,
    "environment": environment,
    "value": value,
    "match": match,
}


def answer(question):
    try:
        return OPERATIONS[question["op"]](question)
    except Refused as refused:
        return {"ok": False, "message": str(refused), "crash": False}
    except Exception as error:  # what reaches the user as a traceback, or a data type's message
        return {"ok": False, "message": str(error), "crash": type(error).__name__}


def main():
    options.Options.usage = refuse
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line))), flush=True)


main()
