namespace FoldCP.Engine.Mmcif;

/// <summary>What a piece of a CIF file is.</summary>
internal enum CifKind { Data, Loop, Tag, Value, End }

/// <summary>One piece of a CIF file; <paramref name="Bare"/> tells an unquoted value, for which <c>.</c> and <c>?</c> mean nothing.</summary>
internal readonly record struct CifToken(CifKind Kind, string Text, bool Bare, int Line);
