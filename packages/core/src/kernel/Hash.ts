/** Stable hashes: the only source of "randomness" in the engine, so that every run of the same input is the same run. */
import { createHmac, hash } from "node:crypto"
import * as CanonicalJson from "./CanonicalJson.ts"

/** SHA-256 of text, as 64 hexadecimal digits. */
export const sha256 = (text: string): string => hash("sha256", text, "hex")

/** HMAC-SHA-256 of text under a key, as 64 hexadecimal digits: for addresses on lists that must not hold addresses. */
export const keyed = (key: string, text: string): string => createHmac("sha256", key).update(text).digest("hex")

/** The hash of a value's canonical JSON: two values are the same definition exactly when these are equal. */
export const ofValue = (value: unknown): string => sha256(CanonicalJson.encode(value))

/** A number in [0, 1) drawn from text: equal text, equal number. Used for holdouts and weighted variants. */
export const fraction = (text: string): number => Number.parseInt(sha256(text).slice(0, 12), 16) / 2 ** 48
