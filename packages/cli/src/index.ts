/** The command line as a library: commands, workspaces, and the published schemas of what `--json` prints. */
export * as Cli from "./Cli.ts"
export * as AnalysisDocument from "./output/AnalysisDocument.ts"
export * as PlanDocument from "./output/PlanDocument.ts"
export * as ProposalDocument from "./output/ProposalDocument.ts"
export * as RetentionDocument from "./output/RetentionDocument.ts"
export * as Workspace from "./workspace/Workspace.ts"
export * as Cases from "./session/Cases.ts"
