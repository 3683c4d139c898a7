import { inventoryTools } from './inventory-tools.ts';
import { specialistTools } from './specialist-tools.ts';
import type { ToolDefinition } from './tool-definition.ts';

/** Every tool there is. */
export const toolCatalogue: readonly ToolDefinition[] = [...inventoryTools, ...specialistTools];

const toolsByName: ReadonlyMap<string, ToolDefinition> = new Map(
  toolCatalogue.map((tool) => [tool.name, tool]),
);

export const toolNamed = (name: string): ToolDefinition | null => toolsByName.get(name) ?? null;
