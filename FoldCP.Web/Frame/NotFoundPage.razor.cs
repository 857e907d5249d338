namespace FoldCP.Web.Frame;

/// <summary>For addresses that lead nowhere.</summary>
public sealed partial class NotFoundPage;
