/**
 * nginx in front of the pages, under a path.
 *
 * @module
 */

import { until } from "#tests/support/deadline.ts";
import { freePort } from "#tests/support/ports.ts";
import { tempDir } from "#tests/support/temp.ts";

const KEEP_HOST = "proxy_set_header Host $http_host; proxy_http_version 1.1;";

/** A proxy that runs. */
export interface ReverseProxy extends AsyncDisposable {
  /** Where the pages are, with a slash at the end. */
  readonly base: string;
}

/**
 * Serves what is at `target` (without a slash at its end) below `path` (with one), with nothing but
 * these `directives` beside.
 */
export async function reverseProxy(
  target: string,
  { path, directives = KEEP_HOST }: { readonly path: string; readonly directives?: string },
): Promise<ReverseProxy> {
  const dir = await tempDir();
  const port = freePort();
  await Deno.writeTextFile(
    dir.at("nginx.conf"),
    `daemon off;
master_process off;
pid ${dir.at("pid")};
error_log ${dir.at("error.log")};
events {}
http {
  access_log off;
  client_body_temp_path ${dir.at("body")};
  proxy_temp_path ${dir.at("proxy")};
  fastcgi_temp_path ${dir.at("fastcgi")};
  uwsgi_temp_path ${dir.at("uwsgi")};
  scgi_temp_path ${dir.at("scgi")};
  server {
    listen 127.0.0.1:${port};
    location ${path} {
      proxy_pass ${target}/;
      ${directives}
    }
  }
}
`,
  );
  const child = new Deno.Command("/usr/sbin/nginx", {
    args: ["-p", dir.path, "-c", dir.at("nginx.conf"), "-e", dir.at("error.log")],
    stdout: "null",
    stderr: "null",
  }).spawn();
  const base = `http://127.0.0.1:${port}${path}`;
  const proxy: ReverseProxy = {
    base,
    async [Symbol.asyncDispose]() {
      child.kill("SIGTERM");
      await child.status;
      await dir[Symbol.asyncDispose]();
    },
  };
  try {
    await until(async () => {
      const response = await fetch(`${base}ok.html`);
      await response.body?.cancel();
      return response.status < 500;
    }, { within: 20_000, what: "nginx to answer" });
    return proxy;
  } catch (error) {
    await proxy[Symbol.asyncDispose]();
    throw error;
  }
}
