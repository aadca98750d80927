/**
 * THE table of the configuration language: every section with its keys. Decoding, the search for
 * unknown keys, the command line, the sample file and the reference are all derived from it.
 *
 * @module
 */

import type { OptionTable } from "./options/option.ts";
import { PROGRAM_OPTIONS } from "./options/program_options.ts";
import {
  HTTP_SERVER_OPTIONS,
  INET_HTTP_SERVER_OPTIONS,
  SUPERVISORCTL_OPTIONS,
  UNIX_HTTP_SERVER_OPTIONS,
} from "./options/server_options.ts";
import { SUPERVISORD_OPTIONS } from "./options/supervisord_options.ts";
import {
  CTLPLUGIN_OPTIONS,
  EVENTLISTENER_OPTIONS,
  FCGI_OPTIONS,
  GROUP_OPTIONS,
  INCLUDE_OPTIONS,
  PLUGIN_OPTIONS,
  RPCINTERFACE_OPTIONS,
} from "./options/unit_options.ts";

/** How a section's header names it: exactly, as a prefix of any text (K-32), or before `:name`. */
export type HeaderShape = "exact" | "prefix" | "named";

/** One kind of section. */
export interface SectionSpec {
  /** The header, for `named` without its colon: `program`. */
  readonly header: string;
  readonly shape: HeaderShape;
  readonly doc: string;
  readonly options: OptionTable;
  /** Whether keys that are not in `options` are arguments rather than mistakes. */
  readonly open: boolean;
}

/** All sections, in the order in which they are documented. */
export const SECTIONS: readonly SectionSpec[] = [
  {
    header: "unix_http_server",
    shape: "prefix",
    doc: "An HTTP server on a UNIX socket; further ones as [unix_http_server:name]",
    options: { ...UNIX_HTTP_SERVER_OPTIONS, ...HTTP_SERVER_OPTIONS },
    open: false,
  },
  {
    header: "inet_http_server",
    shape: "prefix",
    doc: "An HTTP server on a TCP port; further ones as [inet_http_server:name]",
    options: { ...INET_HTTP_SERVER_OPTIONS, ...HTTP_SERVER_OPTIONS },
    open: false,
  },
  {
    header: "supervisord",
    shape: "exact",
    doc: "The daemon itself; this section must exist",
    options: SUPERVISORD_OPTIONS,
    open: false,
  },
  {
    header: "rpcinterface",
    shape: "named",
    doc:
      "An interface of the RPC; without rpcinterface:supervisor there is no supervisor namespace",
    options: RPCINTERFACE_OPTIONS,
    open: true,
  },
  {
    header: "supervisorctl",
    shape: "exact",
    doc: "The client; read from the main file alone",
    options: SUPERVISORCTL_OPTIONS,
    open: false,
  },
  {
    header: "ctlplugin",
    shape: "named",
    doc: "A plugin of Supervisor's client, accepted and not used",
    options: CTLPLUGIN_OPTIONS,
    open: true,
  },
  {
    header: "program",
    shape: "named",
    doc: "A program to keep running",
    options: PROGRAM_OPTIONS,
    open: false,
  },
  {
    header: "fcgi-program",
    shape: "named",
    doc: "A program whose processes share a listening socket on descriptor 0",
    options: { ...FCGI_OPTIONS, ...PROGRAM_OPTIONS },
    open: false,
  },
  {
    header: "eventlistener",
    shape: "named",
    doc: "A program that receives events",
    options: {
      ...EVENTLISTENER_OPTIONS,
      ...PROGRAM_OPTIONS,
      priority: {
        ...PROGRAM_OPTIONS.priority,
        default: "-1",
        doc: "Lower numbers start first and stop last; -1 holds for the pool alone",
      },
    },
    open: false,
  },
  {
    header: "group",
    shape: "named",
    doc: "Several programs under one name",
    options: GROUP_OPTIONS,
    open: false,
  },
  {
    header: "include",
    shape: "exact",
    doc: "More files that are read as if they stood in this one",
    options: INCLUDE_OPTIONS,
    open: false,
  },
  {
    header: "plugin",
    shape: "named",
    doc: "A plugin of Denvisor",
    options: PLUGIN_OPTIONS,
    open: true,
  },
];

/** The kind of the section with this header, `null` for one that nobody knows. */
export function sectionSpec(header: string): SectionSpec | null {
  return SECTIONS.find((spec) => matchesHeader(spec, header)) ?? null;
}

function matchesHeader(spec: SectionSpec, header: string): boolean {
  switch (spec.shape) {
    case "exact":
      return header === spec.header;
    case "prefix":
      return header.startsWith(spec.header);
    case "named":
      return header.startsWith(`${spec.header}:`);
  }
}
