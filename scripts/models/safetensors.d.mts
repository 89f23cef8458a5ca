import type { Weight } from "./encoderGraph.mjs";

export function openSafetensors(bytes: Buffer): (name: string) => Weight;
