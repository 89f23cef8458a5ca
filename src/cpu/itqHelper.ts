import { serveHelper } from "./helperChannel";
import { itqMethods } from "./itqMethods";

/** A thread of the team. */

serveHelper(self, itqMethods());
