/** Whether a statement is a compiled read, behind the proof of who asks or by itself. */
export const isCompiledRead = (sql: string): boolean => / body( where \(select sha256[^]*)?$/.test(sql);
