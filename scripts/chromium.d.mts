export declare const chromiumArgs: string[];
export declare function findChromium(options: {
  install: boolean;
}): Promise<{ executablePath: string; how: string }>;
