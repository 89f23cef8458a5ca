import { version as packageVersion } from "../../package.json";

/** Version of the app, stored with every run. */
export const version = packageVersion;
