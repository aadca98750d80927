import type { SubjectPlace } from "#tests/support/subject_place.ts";
import type { Run, Step } from "./scenario.ts";
import { look } from "./steps.ts";

/** Where a group listens. */
export type Address = (place: SubjectPlace) => Deno.ConnectOptions | Deno.UnixConnectOptions;

/** A group that listens on the place's port. */
export const tcp: Address = (place) => ({ hostname: "127.0.0.1", port: place.port });
/** A group that listens on `f.sock`. */
export const unix: Address = (place) => ({ transport: "unix", path: place.at("f.sock") });

async function connect(address: ReturnType<Address>): Promise<Deno.Conn> {
  return "path" in address ? await Deno.connect(address) : await Deno.connect(address);
}

/** Asks until each of the processes has answered; whoever accepts first does. */
export function answers(address: Address, count: number): Step {
  return look(`answers of ${count} processes`, async (run: Run) => {
    const seen = new Set<string>();
    for (let tries = 0; seen.size < count && tries < 3_000; tries++) {
      using connection = await connect(address(run.place));
      const buffer = new Uint8Array(100);
      const length = await connection.read(buffer) ?? 0;
      seen.add(new TextDecoder().decode(buffer.subarray(0, length)).trim());
    }
    return [...seen].sort();
  });
}

/** Whether somebody listens. */
export function listening(label: string, address: Address): Step {
  return look(label, async (run: Run) => {
    try {
      (await connect(address(run.place))).close();
      return true;
    } catch {
      return false;
    }
  });
}
