/** @jsxImportSource #jsx */

/**
 * `/` and `/index.html`: the status page and all actions (`WEB-001` to `WEB-011`, `WEB-017`).
 *
 * @module
 */

import { errorResponse, SERVER_NAME } from "../../http/error_response.ts";
import type { HttpContext, HttpHandler } from "../../http/http_env.ts";
import { filterFields, filterQuery, parseFilter } from "../model/filter.ts";
import { ConfirmView } from "../views/confirm_view.tsx";
import { processUrl, quote } from "../views/urls.ts";
import { cTime } from "../words/durations.ts";
import { confirmationOf, namesFor } from "./confirmation.ts";
import { type Fields, readFields } from "./fields.ts";
import { pageResponse } from "./page_response.ts";
import { type Outcome, perform, type Task, taskOf } from "./perform.ts";
import { shuttingDownPage } from "./shutting_down.tsx";
import { documentOf, type StatusPage } from "./status_page.tsx";
import { themeOf } from "./theme.ts";
import { userOf, type WebParts } from "./web.ts";

/** The page; 503 while the daemon shuts down (B-41), 400 for an action that is none. */
export function statusHandler(parts: WebParts, page: StatusPage): HttpHandler {
  return async (context) => {
    if (parts.isShuttingDown()) return await shuttingDownPage(context, parts.web);
    const fields = await readFields(context);
    if (fields instanceof Response) return fields;
    const action = fields.get("action");
    if (action !== null) return await act(context, { parts, fields, action });
    const html = page.render({
      filter: parseFilter(fields),
      message: fields.get("message"),
      token: parts.web.tokens.of(userOf(context)),
      theme: themeOf(context),
    });
    return await pageResponse(context.req.raw, { html });
  };
}

interface Act {
  readonly parts: WebParts;
  readonly fields: Fields;
  readonly action: string;
}

async function act(context: HttpContext, request: Act): Promise<Response> {
  const { parts, fields, action } = request;
  const { view, clock, tokens } = parts.web;
  const wall = (): number => clock.wall();
  if (action === "refresh") {
    return answer(context, { outcome: good(`Page refreshed at ${cTime(wall())}`), fields });
  }
  const task = taskOf(action, {
    name: fields.get("processname"),
    group: fields.get("group"),
    names: namesFor(action, { fields, rows: () => view.rows() }),
  });
  if (task === null) return errorResponse(400);
  const missing = missingName(task, parts);
  if (missing !== null) {
    const message = `No such process named ${missing}`;
    return answer(context, { outcome: { message, ok: false }, fields });
  }
  const isPost = context.req.raw.method === "POST";
  if (fields.get("ask") !== null) return await confirm(context, { ...request, task, status: 200 });
  // A link on somebody else's page never acts.
  if (!parts.legacyGetActions || context.get("site") === "navigation") {
    if (!isPost) return await confirm(context, { ...request, task, status: 200 });
    if (!tokens.isValid(fields.get("token"), userOf(context))) {
      return await confirm(context, { ...request, task, status: 403 });
    }
  }
  return answer(context, { outcome: await perform(task, { api: parts.api, wall }), fields });
}

/** The name in a task that names nothing; `null` when all is well. */
function missingName(task: Task, { web }: WebParts): string | null {
  if ("name" in task && web.view.row(canonical(task.name)) === null) return task.name;
  if ("group" in task && web.view.groupMembers(task.group) === null) return task.group;
  return null;
}

/** `a:a` is `a` (K-37). */
function canonical(name: string): string {
  const [group, process] = [name.slice(0, name.indexOf(":")), name.slice(name.indexOf(":") + 1)];
  return name.includes(":") && group === process ? process : name;
}

/** Asks first. A script of ours that sends an old token is told so with the status. */
async function confirm(
  context: HttpContext,
  request: Act & { readonly task: Task; readonly status: 200 | 403 },
): Promise<Response> {
  const { parts, fields, task, status } = request;
  if (status === 403 && wantsJson(context)) {
    const message = "This page is older than the daemon: reload it and try again";
    return json({ message, ok: false }, 403);
  }
  const { question, label, names, values } = confirmationOf(task, parts.web.view);
  const from = fields.get("from");
  const filter = parseFilter(fields);
  const token = parts.web.tokens.of(userOf(context));
  const html = documentOf(parts.web, {
    title: question,
    theme: themeOf(context),
    children: (
      <ConfirmView
        question={question}
        label={label}
        names={names}
        reason={status === 403
          ? "The form that asked for this carries no token of this daemon: it comes from elsewhere, or from before the daemon was started. Nothing has been done yet."
          : "Nothing has been done yet."}
        fields={[
          ...values,
          ["token", token],
          ...filterFields(filter),
          ...(from === null ? [] : [["from", from] as const]),
        ]}
        back={from === "process" && "name" in task
          ? processUrl(task.name)
          : `index.html${filterQuery(filter)}`}
      />
    ),
  });
  return await pageResponse(context.req.raw, { html, status });
}

/** Back to the page, with what happened. A script gets it as JSON. */
function answer(
  context: HttpContext,
  { outcome, fields }: { readonly outcome: Outcome; readonly fields: Fields },
): Response {
  if (wantsJson(context)) return json(outcome.instead ?? outcome, 200);
  const message = `message=${quote(outcome.message)}`;
  const name = fields.get("processname");
  const filter = filterQuery(parseFilter(fields));
  const location = fields.get("from") === "process" && name !== null
    ? `${processUrl(name)}&${message}`
    : `./${filter === "" ? "?" : `${filter}&`}${message}`;
  // 301, which Supervisor sends, may be remembered by the browser.
  return new Response(null, {
    status: 303,
    headers: { "Server": SERVER_NAME, "Location": location, "Cache-Control": "no-store" },
  });
}

function wantsJson(context: HttpContext): boolean {
  return context.req.raw.headers.get("accept") === "application/json";
}

function json(outcome: Outcome, status: number): Response {
  return new Response(JSON.stringify(outcome), {
    status,
    headers: {
      "Server": SERVER_NAME,
      "Content-Type": "application/json",
      "Cache-Control": "no-store",
    },
  });
}

function good(message: string): Outcome {
  return { message, ok: true };
}
