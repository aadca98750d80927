/**
 * A directory with everything that the generated configurations name.
 *
 * @module
 */

const INCLUDED: Readonly<Record<string, string>> = {
  "conf.d/a.conf": "[program:inc_a]\ncommand=%(here)s/a %(ENV_X)s\n[program:p0]\nstartsecs=7\n",
  "conf.d/b.conf": "[include]\nfiles=nested.conf\n[supervisord]\nidentifier=b\n" +
    "[program:inc_b]\ncommand=b\ndirectory=%(here)s\n[DEFAULT]\nstopwaitsecs=4\n",
  "conf.d/.hidden.conf": "[program:hidden]\ncommand=x\n",
  "conf.d/sub/c.conf": "[group:inc]\nprograms=p0\n",
  "conf.d/bad/x.conf": "[program:bad]\ncommand=x\nstartsecs=%(here)s\n",
};

/** Makes the directory; the caller removes it. */
export function makeWorld(): string {
  const root = Deno.realPathSync(Deno.makeTempDirSync({ prefix: "denvisor-config-" }));
  for (const directory of ["log", "conf.d/sub", "conf.d/bad"]) {
    Deno.mkdirSync(`${root}/${directory}`, { recursive: true });
  }
  for (const [name, text] of Object.entries(INCLUDED)) {
    Deno.writeTextFileSync(`${root}/${name}`, text);
  }
  return root;
}
