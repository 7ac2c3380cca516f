/** What people look at: the report and its pictures, and the journal in plain sentences. */
export * as BriefMistake from "./BriefMistake.ts"
export * as BriefPage from "./BriefPage.ts"
export * as Report from "./Report.ts"
export type * as ReportInput from "./ReportInput.ts"
export * as Sentences from "./Sentences.ts"
