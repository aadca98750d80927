import base from "./base.css" with { type: "text" };
import detail from "./detail.css" with { type: "text" };
import log from "./log.css" with { type: "text" };
import page from "./page.css" with { type: "text" };
import table from "./table.css" with { type: "text" };

/** All rules of the pages; squeezed a little, as the whole is sent before anything is seen. */
export const STYLE_SHEET: string = [base, page, table, detail, log].join("")
  .replace(/\/\*[^]*?\*\//g, "")
  .replace(/\n\s*/g, "\n");
