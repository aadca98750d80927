import assert from "node:assert/strict";
import { Fault } from "#lib/rpc/fault.ts";

/** The fault that a call ends with, `CODE TEXT`; whatever else it ends with is a mistake. */
export async function faultOf(call: Promise<unknown>): Promise<string> {
  let value: unknown;
  try {
    value = await call;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return `${error.code} ${error.text}`;
  }
  assert.fail(`no fault but ${Deno.inspect(value)}`);
}
