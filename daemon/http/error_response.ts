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
  404: "Not Found",
  411: "Length Required",
  413: "Payload Too Large",
  500: "Internal Server Error",
  503: "Service Unavailable",
} as const;

/** The statuses that this server refuses with. */
export type ErrorStatus = keyof typeof REASONS;

/** An answer of `status`; `headers` are added to the usual ones. */
export function errorResponse(
  status: ErrorStatus,
  headers: Readonly<Record<string, string>> = {},
): Response {
  const body = [
    "<head>",
    "<title>Error response</title>",
    "</head>",
    "<body>",
    "<h1>Error response</h1>",
    `<p>Error code ${status}.`,
    `<p>Message: ${REASONS[status]}.`,
    "</body>",
    "",
  ].join("\r\n");
  return new Response(body, {
    status,
    headers: { "Server": SERVER_NAME, "Content-Type": "text/html", ...headers },
  });
}
