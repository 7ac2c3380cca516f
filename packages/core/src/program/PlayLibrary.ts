/**
 * Plays to start from: whole programs that bring sales and marketing together, each with little left to say. Take one as
 * it is, or change what it gives before it is defined. Source: docs/how-to/plays.md.
 */
import * as EarlyStageDeal from "./library/EarlyStageDeal.ts"
import * as ExpertRound from "./library/ExpertRound.ts"
import * as ImageMakerLaunch from "./library/ImageMakerLaunch.ts"
import type { LibraryPlay } from "./library/LibraryPlay.ts"
import * as QuarterlyReview from "./library/QuarterlyReview.ts"
import * as Renewal from "./library/Renewal.ts"
import * as WhiteSpace from "./library/WhiteSpace.ts"
import * as WinBack from "./library/WinBack.ts"

export type { LibraryPlay, PlayOptions } from "./library/LibraryPlay.ts"

/** An account with an open deal: from one contact to all who decide. */
export const earlyStageDeal = EarlyStageDeal.play
/** A steady client: what similar clients buy and this one does not. */
export const whiteSpace = WhiteSpace.play
/** A key account, every quarter: prepare, invite, meet, tell. */
export const quarterlyReview = QuarterlyReview.play
/** An account of the target list `renewals`: a talk first, terms after it. */
export const renewal = Renewal.play
/** Image makers see what is new before the market does. */
export const imageMakerLaunch = ImageMakerLaunch.play
/** Experts judge what we build, and those who decide learn of it. */
export const expertRound = ExpertRound.play
/** A lost client whose cause is answered. */
export const winBack = WinBack.play

/** All plays, in the order of an account's life. */
export const plays: ReadonlyArray<LibraryPlay> = [
  earlyStageDeal,
  whiteSpace,
  quarterlyReview,
  renewal,
  imageMakerLaunch,
  expertRound,
  winBack
]
