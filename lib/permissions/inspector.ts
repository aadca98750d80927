/** Where Deno opens its debugger on SIGUSR1. */
export const INSPECTOR_ADDRESS = { hostname: "127.0.0.1", port: 9229 } as const;
