/** What tests of the core and of its ports are made of; no test framework is needed to import it. */
export * as StoreFixture from "./StoreFixture.ts"
export * as StoreSuite from "./StoreSuite.ts"
export * as ProtocolModel from "./ProtocolModel.ts"
