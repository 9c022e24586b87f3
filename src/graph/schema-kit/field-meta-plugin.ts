/** Moves what resolvers declare of their fields into the `extensions` of the schema's fields. */
import SchemaBuilder, { BasePlugin, type PothosOutputFieldConfig, type SchemaTypes } from '@pothos/core';
import { declaredBy } from '../base/field-meta.ts';

const NAME = 'fieldMeta';

declare global {
  namespace PothosSchemaTypes {
    interface Plugins<Types extends SchemaTypes> {
      [NAME]: FieldMetaPlugin<Types>;
    }
  }
}

class FieldMetaPlugin<Types extends SchemaTypes> extends BasePlugin<Types> {
  override onOutputFieldConfig(config: PothosOutputFieldConfig<Types>): PothosOutputFieldConfig<Types> {
    return { ...config, extensions: { ...config.extensions, meta: declaredBy(config.resolve) } };
  }
}

SchemaBuilder.registerPlugin(NAME, FieldMetaPlugin);

export default NAME;
