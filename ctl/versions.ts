/**
 * What runs here and what runs there.
 *
 * @module
 */

import project from "../deno.json" with { type: "json" };
import type { RpcClient } from "#lib/rpc/client.ts";
import { Fault, FAULT_CODES } from "#lib/rpc/fault.ts";
import { isStruct, type RpcValue } from "#lib/rpc/value.ts";

/** The method by which a Denvisor daemon says what it is; Supervisor does not have it. */
const FACTS_METHOD = "denvisor.getInfo";

/** Versions of one program. */
export interface Versions {
  readonly denvisor: string;
  readonly deno: string;
}

/** This client's own. */
export function clientVersions(): Versions {
  return { denvisor: project.version, deno: Deno.version.deno };
}

/** What a Denvisor daemon tells about itself; `null` when the daemon is Supervisor's. */
export async function daemonFacts(
  api: RpcClient,
): Promise<Readonly<Record<string, RpcValue>> | null> {
  try {
    const facts = await api.call(FACTS_METHOD);
    return isStruct(facts) ? facts : null;
  } catch (error) {
    if (error instanceof Fault && error.code === FAULT_CODES.UNKNOWN_METHOD) return null;
    throw error;
  }
}
