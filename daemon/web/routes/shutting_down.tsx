/** @jsxImportSource #jsx */

import type { HttpContext } from "../../http/http_env.ts";
import { NoticeView } from "../views/notice_view.tsx";
import { pageResponse } from "./page_response.ts";
import { documentOf } from "./status_page.tsx";
import { themeOf } from "./theme.ts";
import type { Web } from "./web.ts";

/** The page while the daemon is on its way down (B-41). */
export function shuttingDownPage(context: HttpContext, web: Web): Promise<Response> {
  const html = documentOf(web, {
    title: "Shutting down",
    theme: themeOf(context),
    children: (
      <NoticeView
        title="The supervisor is shutting down."
        text="It stops its processes, then it ends. Reload when it has been started again."
      />
    ),
  });
  return pageResponse(context.req.raw, { html, status: 503 });
}
