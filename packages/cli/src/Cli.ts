/**
 * The command tree of `abm`, what all commands share, and how their ends become exit codes. A command is a light module
 * under `commands/` that declares flags; what does the work is imported when the command is chosen.
 */
import { existsSync, readFileSync } from "node:fs"
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as NodeServices from "@effect/platform-node/NodeServices"
import * as CliConfig from "effect/cli/CliConfig"
import type * as CliError from "effect/cli/CliError"
import * as CliOutput from "effect/cli/CliOutput"
import * as Command from "effect/cli/Command"
import * as GlobalFlag from "effect/cli/GlobalFlag"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as Account from "./commands/Account.ts"
import * as Act from "./commands/Act.ts"
import * as Analyze from "./commands/Analyze.ts"
import * as Brief from "./commands/Brief.ts"
import * as Check from "./commands/Check.ts"
import * as Desk from "./commands/Desk.ts"
import * as Import from "./commands/Import.ts"
import * as Init from "./commands/Init.ts"
import * as Merge from "./commands/Merge.ts"
import * as Plan from "./commands/Plan.ts"
import * as Record from "./commands/Record.ts"
import * as Report from "./commands/Report.ts"
import * as Retention from "./commands/Retention.ts"
import * as Role from "./commands/Role.ts"
import * as Root from "./commands/Root.ts"
import * as Run from "./commands/Run.ts"
import * as Serve from "./commands/Serve.ts"
import * as Status from "./commands/Status.ts"
import * as Test from "./commands/Test.ts"
import * as Why from "./commands/Why.ts"
import * as Work from "./commands/Work.ts"
import * as Failure from "./Failure.ts"
import * as Output from "./output/Output.ts"

const isManifest = (value: unknown): value is { readonly version: string } =>
  typeof value === "object" && value !== null && "version" in value

/** The manifest stands one folder above the source, and two above the bundled command. */
const version = (): string => {
  const places = ["../package.json", "../../package.json"].map((path) => new URL(path, import.meta.url))
  const place = places.find((url) => existsSync(url))
  const manifest: unknown = place === undefined ? undefined : JSON.parse(readFileSync(place, "utf8"))
  return isManifest(manifest) ? manifest.version : "unknown"
}

/** All commands, in the order in which the help lists them. */
const abm = Root.command.pipe(
  Command.withSubcommands([
    Init.command,
    Import.command,
    Analyze.command,
    Retention.command,
    Account.command,
    Brief.command,
    Merge.command,
    Role.command,
    Check.command,
    Plan.command,
    Test.command,
    Run.command,
    Status.command,
    Why.command,
    Act.resolve,
    Act.hold,
    Act.release,
    Act.resume,
    Work.approve,
    Work.task,
    Work.offer,
    Work.answer,
    Work.abort,
    Work.migrate,
    Record.command,
    Desk.command,
    Serve.command,
    Report.command
  ])
)

/** Help goes to stdout when it is asked for; wrong usage is said on stderr, and stdout stays empty. */
const presenter: CliOutput.Presenter = {
  present: (event) =>
    event._tag === "InvalidInvocation"
      ? Output.stderr(
          event.errors.map((error) => `abm: ${error.message}\n`).join("") +
            `     see ${event.commandPath.join(" ")} --help\n`
        )
      : CliOutput.defaultPresenter.present(event)
}

const withExitCode = (error: CliError.CliError | Failure.Failure): Effect.Effect<never, unknown> => {
  if (error._tag === "Failure") return Effect.andThen(Output.stderr(Failure.show(error)), Effect.fail(error))
  if (error._tag === "ShowHelp" && error.errors.length > 0) return Effect.fail(Failure.usage("wrong usage"))
  return Effect.fail(error)
}

const services = Layer.mergeAll(
  NodeServices.layer,
  CliConfig.layer({ builtIns: [GlobalFlag.Help, GlobalFlag.Version, GlobalFlag.Completions] }),
  CliOutput.layerPresenter(presenter),
  Layer.succeed(Logger.LogToStderr, true)
)

/** Runs one command as if it were typed, such as `["plan", "-C", "shop"]`; fails as the command line would end. */
export const run = (args: ReadonlyArray<string>): Effect.Effect<void, unknown> =>
  Command.runWith(abm, { version: version() })(args).pipe(Effect.catch(withExitCode), Effect.provide(services))

/** Runs the command line of this process to its exit code. */
export const main = (): void => {
  Output.ignoreClosedPipe()
  NodeRuntime.runMain(
    Command.run(abm, { version: version() }).pipe(Effect.catch(withExitCode), Effect.provide(services))
  )
}
