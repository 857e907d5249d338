namespace FoldCP.Web.Frame.Shell;

/// <summary>The way between the parts of the product, at the left edge.</summary>
public sealed partial class Rail;
