/**
 * Questions to the person at the keyboard (`CTL-028`, `CTL-032`).
 *
 * @module
 */

import { EndOfInput } from "./input/input.ts";
import type { Session } from "./session.ts";

/**
 * Asks who is there and keeps the answer for the rest of the session.
 *
 * @throws {EndOfInput} when nobody answers
 */
export async function askCredentials(session: Session): Promise<void> {
  const username = required(await session.input.line("Username:", session.interrupts.signal));
  const password = required(await session.input.secret("Password:"));
  session.terminal.print("\n");
  session.endpoint = { ...session.endpoint, username, password };
}

/**
 * Whether the answer begins with a `y`. Without a person (no `-i`, no shell) the answer is yes.
 *
 * @throws {EndOfInput} when nobody answers
 */
export async function confirm(session: Session, question: string): Promise<boolean> {
  if (!session.settings.interactive) return true;
  const answer = required(await session.input.line(question, session.interrupts.signal));
  return answer.toLowerCase().startsWith("y");
}

function required(answer: string | null): string {
  if (answer === null) throw new EndOfInput();
  return answer;
}
