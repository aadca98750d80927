/**
 * What the pages of all servers of one run of the daemon share.
 *
 * @module
 */

import type { SupervisorApi } from "#lib/rpc/api.ts";
import type { Clock } from "#lib/ports/clock.ts";
import type { HttpContext } from "../../http/http_env.ts";
import type { StreamBudget } from "../../http/stream_budget.ts";
import type { WebView } from "../view.ts";
import type { Assets } from "./assets.ts";
import type { FormTokens } from "./form_tokens.ts";

/** One run's pages. */
export interface Web {
  readonly view: WebView;
  readonly tokens: FormTokens;
  readonly assets: Assets;
  readonly clock: Clock;
}

/** What the pages of one server are made with. */
export interface WebParts {
  readonly web: Web;
  /** Carries actions out. */
  readonly api: SupervisorApi;
  readonly isShuttingDown: () => boolean;
  /** GET requests and forms without a token act, as in Supervisor. */
  readonly legacyGetActions: boolean;
  /** What may wait for the readers of all streams. */
  readonly events: { readonly budget: StreamBudget };
  /** Ends the streams: the servers are being closed. */
  readonly closing: AbortSignal;
}

/** The name that was logged in with, `null` where nobody logs in. */
export function userOf(context: HttpContext): string | null {
  return context.get("user") ?? null;
}
