import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ESLint } from 'eslint';
import type { Rule } from 'eslint';
import tseslint from 'typescript-eslint';

interface JudgedBy {
  readonly name: string;
  readonly rule: Rule.RuleModule;
  readonly options: object;
}

/** What one rule of ours says of a text, in a folder that has its own tsconfig.json: ids of messages. */
export const judgeText = async (
  folder: string,
  text: string,
  { name, rule, options }: JudgedBy,
): Promise<readonly string[]> => {
  const path = join(folder, 'judged.ts');
  writeFileSync(path, text);
  const eslint = new ESLint({
    cwd: folder,
    overrideConfigFile: true,
    ignore: false,
    overrideConfig: {
      files: ['**/*.ts'],
      languageOptions: {
        parser: tseslint.parser,
        // In CI the parser takes a program to be made once; here each case writes the file anew.
        parserOptions: {
          project: './tsconfig.json',
          tsconfigRootDir: folder,
          disallowAutomaticSingleRunInference: true,
        },
      },
      plugins: { own: { rules: { [name]: rule } } },
      rules: { [`own/${name}`]: ['error', options] },
    },
  });
  const [result] = await eslint.lintFiles([path]);
  return (result?.messages ?? []).map(({ messageId, message }) => messageId ?? message);
};
