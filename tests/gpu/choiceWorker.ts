import { createReferenceBackend } from "../../src/compute/reference/referenceBackend";
import { chooseBackend } from "../../src/gpu/chooseDevice";

const { backend, adapter } = await chooseBackend("webgpu", {
  cpu: createReferenceBackend(),
});
self.postMessage({ name: backend.name, adapter });
