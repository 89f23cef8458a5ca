import { createReferenceBackend } from "../../src/compute/reference/referenceBackend";
import { chooseBackend } from "../../src/gpu/chooseDevice";
import { sampleParts } from "../../src/search/sampleParts";

const { backend, adapter } = await chooseBackend("webgpu", {
  cpu: createReferenceBackend(),
  sampleParts,
});
self.postMessage({ name: backend.name, adapter });
