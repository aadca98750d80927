/**
 * `/` and `/index.html`.
 *
 * @module
 */

import { renderShuttingDown, renderStatusPage } from "#daemon/web/status_page.ts";
import type { SupervisorApi } from "#lib/rpc/api.ts";
import { Fault, FAULT_CODES } from "#lib/rpc/fault.ts";
import { SERVER_NAME } from "./error_response.ts";
import type { HttpHandler } from "./http_env.ts";

/** What the page is made from. */
export interface StatusParts {
  readonly api: SupervisorApi;
  readonly isShuttingDown: () => boolean;
}

/** The status page; 503 while the daemon shuts down (B-41). */
export function statusHandler(parts: StatusParts): HttpHandler {
  return async (context) => {
    if (parts.isShuttingDown()) return page(503, renderShuttingDown());
    try {
      const [processes, identifier] = await Promise.all([
        parts.api.getAllProcessInfo(),
        parts.api.getIdentification(),
      ]);
      const message = context.req.query("message") || null;
      return page(200, renderStatusPage({ processes, identifier, message }));
    } catch (error) {
      if (!(error instanceof Fault) || error.code !== FAULT_CODES.SHUTDOWN_STATE) throw error;
      return page(503, renderShuttingDown());
    }
  };
}

/** Nothing on the page may be kept, run, or shown inside another (`WEB-015`). */
function page(status: 200 | 503, html: string): Response {
  return new Response(html, {
    status,
    headers: {
      "Server": SERVER_NAME,
      "Content-Type": "text/html;charset=utf-8",
      "Pragma": "no-cache",
      "Cache-Control": "no-cache",
      "Expires": "Thu, 01 Jan 1970 00:00:00 GMT",
      "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
      "X-Content-Type-Options": "nosniff",
    },
  });
}
