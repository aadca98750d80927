/** @jsxImportSource #jsx */

/**
 * `/process.html`: one process beside all others.
 *
 * @module
 */

import { nodeUtil } from "#daemon/adapters/node_builtins.ts";
import type { Channel } from "#lib/event/events.ts";
import type { HttpContext, HttpHandler } from "../../http/http_env.ts";
import { readWindow } from "../logs/log_window.ts";
import { NO_FILTER } from "../model/filter.ts";
import type { ProcessDetail } from "../model/process_detail.ts";
import { DetailView } from "../views/detail_view.tsx";
import { NoticeView } from "../views/notice_view.tsx";
import { PlainLog } from "../views/plain_log.tsx";
import { explanation } from "../words/process_words.ts";
import { queryFields } from "./fields.ts";
import { pageResponse } from "./page_response.ts";
import { shuttingDownPage } from "./shutting_down.tsx";
import { documentOf, type StatusPage } from "./status_page.tsx";
import { themeOf } from "./theme.ts";
import { userOf, type WebParts } from "./web.ts";

/** Bytes of each stream on the page; scripts load more. */
const LOG_BYTES = 8192;

/** The page; 404 when there is no such process. */
export function processHandler(parts: WebParts, page: StatusPage): HttpHandler {
  return async (context) => {
    const { web } = parts;
    if (parts.isShuttingDown()) return await shuttingDownPage(context, web);
    const fields = queryFields(context);
    const spec = fields.get("processname") ?? "";
    const row = web.view.row(spec);
    const detail = web.view.detail(spec);
    if (row === null || detail === null) return await notFound(context, { parts, spec });
    const { usages, curves, memories, problem } = web.view.usage();
    const [stdout, stderr] = await Promise.all([
      textOf(detail, "stdout"),
      textOf(detail, "stderr"),
    ]);
    const token = web.tokens.of(userOf(context));
    const content = (
      <DetailView
        row={row}
        detail={detail}
        explanation={explanation(row, web.clock.wall())}
        usage={usages.get(spec)}
        curve={curves.get(spec) ?? []}
        memory={memories.get(spec) ?? []}
        usageProblem={problem}
        token={token}
        now={web.clock.wall()}
        log={
          <>
            <PlainLog spec={spec} channel="stdout" info={detail.stdout} text={stdout} />
            <PlainLog spec={spec} channel="stderr" info={detail.stderr} text={stderr} />
          </>
        }
      />
    );
    const html = page.render({
      filter: NO_FILTER,
      message: fields.get("message"),
      token,
      theme: themeOf(context),
      detail: { spec, content },
    });
    return await pageResponse(context.req.raw, { html });
  };
}

async function textOf(detail: ProcessDetail, channel: Channel): Promise<string | null> {
  const window = await readWindow(detail[channel].path, { kind: "tail", bytes: LOG_BYTES });
  return window === null ? null : nodeUtil().stripVTControlCharacters(window.text);
}

function notFound(
  context: HttpContext,
  { parts, spec }: { readonly parts: WebParts; readonly spec: string },
): Promise<Response> {
  const html = documentOf(parts.web, {
    title: "No such process",
    theme: themeOf(context),
    children: (
      <NoticeView
        title={spec === "" ? "No process name found" : `No such process named ${spec}`}
        text="It may have been removed, or have got another name."
      />
    ),
  });
  return pageResponse(context.req.raw, { html, status: 404 });
}
