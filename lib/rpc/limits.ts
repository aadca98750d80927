/** How much one XML-RPC message may cost its reader. */
export interface DecodeLimits {
  /** Nested elements; each array or struct around a value takes three of them. */
  readonly depth: number;
  /** XML elements, some three for each value. */
  readonly elements: number;
  /** References such as `&lt;`; each one costs its reader as much as an element. */
  readonly references: number;
  /** UTF-16 code units of the message. */
  readonly characters: number;
}

/** What a server takes: a multicall of 10,000 calls fits. */
export const REQUEST_LIMITS: DecodeLimits = {
  depth: 256,
  elements: 500_000,
  references: 500_000,
  characters: 8 * 1024 * 1024,
};

/** What a client takes: the process infos of 100,000 processes fit. */
export const RESPONSE_LIMITS: DecodeLimits = {
  depth: 256,
  elements: 10_000_000,
  references: 50_000_000,
  characters: 256 * 1024 * 1024,
};
