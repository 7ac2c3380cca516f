/** The command line as a library: workspaces, and the published schemas of what `--json` prints. */
export * as AnalysisDocument from "./output/AnalysisDocument.ts"
export * as Workspace from "./workspace/Workspace.ts"
