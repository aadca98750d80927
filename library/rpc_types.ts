/**
 * What can be asked of a supervisor, and what it answers.
 *
 * @module
 */

export type * from "#lib/rpc/api.ts";
export type { MulticallEntry, RpcClient } from "#lib/rpc/client.ts";
export * from "#lib/rpc/fault.ts";
export type { RpcValue } from "#lib/rpc/value.ts";
export type { Log } from "#lib/ports/logger.ts";
export * from "#lib/process/state.ts";
export type { NetworkProblem } from "#ctl/http/errors.ts";
