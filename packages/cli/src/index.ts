/** The command line as a library: the published schemas of what `--json` prints. */
export * as AnalysisDocument from "./output/AnalysisDocument.ts"
