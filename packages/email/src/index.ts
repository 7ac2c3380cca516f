/** E-mail: hand over to a relay or into a folder, and say exactly what came of it. */
export * as CaptureCourier from "./CaptureCourier.ts"
export * as Headers from "./Headers.ts"
export * as SmtpAnswer from "./SmtpAnswer.ts"
export * as SmtpCourier from "./SmtpCourier.ts"
export * as SmtpPool from "./SmtpPool.ts"
export * as SmtpRelay from "./SmtpRelay.ts"
export * as SmtpReply from "./SmtpReply.ts"
