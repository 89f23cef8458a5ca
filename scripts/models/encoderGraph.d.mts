export interface EncoderConfig {
  readonly model_type: "bert" | "xlm-roberta";
  readonly vocab_size: number;
  readonly hidden_size: number;
  readonly num_hidden_layers: number;
  readonly num_attention_heads: number;
  readonly intermediate_size: number;
  readonly max_position_embeddings: number;
  readonly type_vocab_size: number;
  readonly layer_norm_eps: number;
}

export interface Weight {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

export function writeEncoder(
  config: EncoderConfig,
  weight: (name: string) => Weight,
  options?: {
    readonly storage?: "float32" | "float16" | "uint8";
    readonly external?: { readonly name: string; readonly fileBytes: number };
  },
): {
  readonly model: Uint8Array;
  readonly files: readonly { readonly name: string; readonly bytes: Buffer }[];
};
