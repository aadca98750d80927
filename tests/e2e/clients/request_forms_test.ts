// needs: supervisor python3
/**
 * The forms in which libraries in wide use write a call, byte for byte as each writes it: supervisord's
 * answer to each is this daemon's.
 *
 * @module
 */

import assert from "node:assert/strict";
import type { Subject } from "#tests/support/daemon.ts";
import { normaliseText } from "#tests/support/normalise.ts";
import { exchange } from "#tests/support/xmlrpc_client.ts";
import { withBoth } from "./both_daemons.ts";

/** A request: its headers behind the request line, and its body. */
interface Form {
  readonly library: string;
  readonly line?: string;
  readonly headers: readonly string[];
  readonly body: string;
}

const GO = ["Host: 127.0.0.1:9001", "User-Agent: Go-http-client/1.1", "Content-Length: @LENGTH@"];

const FORMS: readonly Form[] = [
  {
    library: "kolo/xmlrpc of Go: telegraf, go-supervisord",
    headers: [...GO, "Content-Type: text/xml", "Accept-Encoding: gzip"],
    body: '<?xml version="1.0" encoding="UTF-8"?><methodCall><methodName>supervisor.startProcess' +
      "</methodName><params><param><value><string>cat</string></value></param>" +
      "<param><value><boolean>1</boolean></value></param></params></methodCall>",
  },
  {
    library: "kolo/xmlrpc of Go without arguments",
    headers: [...GO, "Content-Type: text/xml", "Accept-Encoding: gzip"],
    body: '<?xml version="1.0" encoding="UTF-8"?><methodCall><methodName>supervisor.getState' +
      "</methodName></methodCall>",
  },
  {
    library: "mattn/go-xmlrpc of Go, whose values have no types",
    headers: [...GO, "Content-Type: text/xml", "Accept-Encoding: gzip"],
    body: "<methodCall><methodName>supervisor.readProcessStdoutLog</methodName><params>" +
      "<param><value>talk</value></param><param><value>-4</value></param>" +
      "<param><value>0</value></param></params></methodCall>",
  },
  {
    library: "mattn/go-xmlrpc of Go with a boolean in words",
    headers: [...GO, "Content-Type: text/xml", "Accept-Encoding: gzip"],
    body: "<methodCall><methodName>supervisor.stopProcess</methodName><params>" +
      "<param><value>manual</value></param><param><value><boolean>true</boolean></value></param>" +
      "</params></methodCall>",
  },
  {
    library: "xmlrpc of npm",
    headers: [
      "User-Agent: NodeJS XML-RPC Client",
      "Content-Type: text/xml",
      "Accept: text/xml",
      "Accept-Charset: UTF8",
      "Connection: Keep-Alive",
      "Content-Length: @LENGTH@",
      "Host: localhost:9001",
    ],
    body:
      '<?xml version="1.0"?><methodCall><methodName>supervisor.tailProcessStdoutLog</methodName>' +
      "<params><param><value><string>talk</string></value></param><param><value><int>0</int></value>" +
      "</param><param><value><int>100</int></value></param></params></methodCall>",
  },
  {
    library: "xmlrpc_encode_request of PHP in its default encoding",
    headers: ["Host: localhost", "Content-Type: text/xml", "Content-Length: @LENGTH@"],
    body: '<?xml version="1.0" encoding="iso-8859-1"?>\n<methodCall>\n' +
      "<methodName>supervisor.getProcessInfo</methodName>\n<params>\n <param>\n  <value>\n" +
      "   <string>gr&#246;&#223;e</string>\n  </value>\n </param>\n</params>\n</methodCall>\n",
  },
  {
    library: "xmlrpc_encode_request of PHP in UTF-8",
    headers: ["Host: localhost", "Content-Type: text/xml", "Content-Length: @LENGTH@"],
    body: '<?xml version="1.0" encoding="utf-8"?>\n<methodCall>\n' +
      "<methodName>supervisor.getProcessInfo</methodName>\n<params>\n <param>\n  <value>\n" +
      "   <string>gr&#195;&#182;&#195;&#159;e</string>\n  </value>\n </param>\n</params>\n</methodCall>\n",
  },
  {
    library: "xmlrpc_encode_request of PHP without arguments",
    line: "POST /RPC2 HTTP/1.0",
    headers: ["Host: localhost", "Content-Type: text/xml", "Content-Length: @LENGTH@"],
    body: '<?xml version="1.0" encoding="iso-8859-1"?>\n<methodCall>\n' +
      "<methodName>supervisor.getAPIVersion</methodName>\n<params/>\n</methodCall>\n",
  },
  {
    library: "fxmlrpc of PHP: supervisorphp",
    headers: [
      "Host: 127.0.0.1:9001",
      "User-Agent: GuzzleHttp/7",
      "Content-Type: text/xml; charset=UTF-8",
      "Content-Length: @LENGTH@",
    ],
    body: '<?xml version="1.0" encoding="UTF-8"?>\n<methodCall><methodName>supervisor.stopProcess' +
      "</methodName><params><param><value><string>cat</string></value></param><param><value>" +
      "<boolean>1</boolean></value></param></params></methodCall>\n",
  },
  {
    library: "xmlrpc/client of Ruby",
    headers: [
      "Accept-Encoding: identity",
      "User-Agent: XMLRPC::Client (Ruby 3.1.2)",
      "Content-Type: text/xml; charset=utf-8",
      "Content-Length: @LENGTH@",
      "Connection: keep-alive",
      "Host: 127.0.0.1:9001",
    ],
    body:
      '<?xml version="1.0" ?><methodCall><methodName>supervisor.getProcessInfo</methodName><params>' +
      "<param><value><string>größe</string></value></param></params></methodCall>\n",
  },
  {
    library: "xmlrpc.client of Python with several calls",
    headers: [
      "Host: 127.0.0.1:9001",
      "Accept-Encoding: gzip",
      "Content-Type: text/xml",
      "User-Agent: Python-xmlrpc/3.11",
      "Content-Length: @LENGTH@",
    ],
    body:
      "<?xml version='1.0'?>\n<methodCall>\n<methodName>system.multicall</methodName>\n<params>\n" +
      "<param>\n<value><array><data>\n<value><struct>\n<member>\n<name>methodName</name>\n" +
      "<value><string>supervisor.getAPIVersion</string></value>\n</member>\n<member>\n" +
      "<name>params</name>\n<value><array><data>\n</data></array></value>\n</member>\n</struct></value>\n" +
      "<value><struct>\n<member>\n<name>methodName</name>\n<value><string>supervisor.getProcessInfo" +
      "</string></value>\n</member>\n<member>\n<name>params</name>\n<value><array><data>\n" +
      "<value><string>nosuch</string></value>\n</data></array></value>\n</member>\n</struct></value>\n" +
      "</data></array></value>\n</param>\n</params>\n</methodCall>\n",
  },
  {
    library: "Apache's XML-RPC of Java, with types of its own",
    headers: [
      "Content-Type: text/xml",
      "User-Agent: Apache XML RPC 3.1.3 (Jakarta Commons httpclient Transport)",
      "Host: 127.0.0.1:9001",
      "Content-Length: @LENGTH@",
    ],
    body:
      '<?xml version="1.0" encoding="UTF-8"?><methodCall xmlns:ex="http://ws.apache.org/xmlrpc/' +
      'namespaces/extensions"><methodName>supervisor.readProcessStdoutLog</methodName><params><param><value>' +
      "talk</value></param><param><value><i4>1</i4></value></param><param><value><i4>3</i4></value></param>" +
      "</params></methodCall>",
  },
  {
    library: "a body in UTF-8 behind a byte order mark",
    headers: ["Host: localhost", "Content-Type: text/xml", "Content-Length: @LENGTH@"],
    body:
      "\uFEFF<?xml version='1.0'?><methodCall><methodName>supervisor.getAPIVersion</methodName>" +
      "</methodCall>",
  },
  {
    library: "curl with the content type of a form",
    headers: [
      "Host: 127.0.0.1:9001",
      "User-Agent: curl/7.88.1",
      "Accept: */*",
      "Content-Length: @LENGTH@",
      "Content-Type: application/x-www-form-urlencoded",
    ],
    body: "<methodCall><methodName>supervisor.getIdentification</methodName></methodCall>",
  },
  {
    library: "a shell script with line feeds around everything",
    line: "POST /RPC2/ HTTP/1.1",
    headers: ["Host: x", "content-length: @LENGTH@", "connection: close"],
    body:
      "\n\n<methodCall>\n  <methodName>supervisor.getIdentification</methodName>\n  <params>\n" +
      "  </params>\n</methodCall>\n\n",
  },
];

async function send({ place }: Subject, form: Form): Promise<unknown> {
  const body = new TextEncoder().encode(form.body);
  const head = [form.line ?? "POST /RPC2 HTTP/1.1", ...form.headers, "", ""]
    .join("\r\n").replace("@LENGTH@", String(body.length));
  const request = new Uint8Array([...new TextEncoder().encode(head), ...body]);
  const answer = await exchange(
    { transport: "tcp", hostname: "127.0.0.1", port: place.port },
    request,
  );
  const text = new TextDecoder("utf-8", { fatal: true }).decode(answer.body);
  return [
    form.library,
    answer.status,
    answer.headers["content-type"],
    Number(answer.headers["content-length"]) === answer.body.length,
    timeless(normaliseText(text, place)),
  ];
}

/** Times are numbers here. */
function timeless(text: string): string {
  return text.replaceAll(/<int>1\d{9}<\/int>/g, "<int>TIME</int>")
    .replaceAll(/(<name>pid<\/name>\n<value><int>)[1-9]\d*/g, "$1PID");
}

Deno.test("calls are answered in every form in which known libraries write them", async () => {
  const { theirs, ours } = await withBoth({
    sections: (place) => `
[program:cat]
command=/bin/cat
autostart=false
startsecs=0

[program:manual]
command=/bin/cat
autostart=false

[program:größe]
command=/bin/cat
autostart=false

[program:talk]
command=/bin/cat
autostart=false
stdout_logfile=${place.at("talk.out")}
`,
  }, async (subject) => {
    await Deno.writeTextFile(subject.place.at("talk.out"), "one\ntwo\n");
    const answers: unknown[] = [];
    for (const form of FORMS) answers.push(await send(subject, form));
    return answers;
  });
  for (const [index, answer] of ours.entries()) assert.deepEqual(answer, theirs[index]);
});
