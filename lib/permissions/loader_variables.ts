/**
 * Tells whether a variable is one of the dynamic loader. Under a list of programs, Deno starts none with
 * such a variable, because it could make a listed program run any code.
 */
export function isLoaderVariable(name: string, value: string): boolean {
  return /^\s*(?:LD|DYLD)_/i.test(name) && value !== "";
}
