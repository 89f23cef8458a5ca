import { createBitKernels } from "./bitKernels";
import { bitMethods } from "./bitMethods";
import { serveHelper } from "./helperChannel";

/** A thread of the pool. */

serveHelper(self, bitMethods(createBitKernels()));
