/**
 * Answers that say no, with the body that Supervisor sends (`HTTP-003`).
 *
 * @module
 */

/** What stands in the `Server` header of every answer. */
export const SERVER_NAME = "Denvisor";

const REASONS = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  408: "Request Timeout",
  411: "Length Required",
  413: "Payload Too Large",
  431: "Request Header Fields Too Large",
  500: "Internal Server Error",
  503: "Service Unavailable",
} as const;

/** The statuses that this server refuses with. */
export type ErrorStatus = keyof typeof REASONS;

/**
 * An answer of `status`; `headers` are added to the usual ones.
 *
 * @param message in place of the status's own words; must hold nothing that a client sent
 */
export function errorResponse(
  status: ErrorStatus,
  headers: Readonly<Record<string, string>> = {},
  message: string = REASONS[status],
): Response {
  const body = [
    "<head>",
    "<title>Error response</title>",
    "</head>",
    "<body>",
    "<h1>Error response</h1>",
    `<p>Error code ${status}.`,
    `<p>Message: ${message}.`,
    "</body>",
    "",
  ].join("\r\n");
  return new Response(body, {
    status,
    headers: { "Server": SERVER_NAME, "Content-Type": "text/html", ...headers },
  });
}
