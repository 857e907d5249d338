namespace FoldCP.Web.Frame.Shell;

/// <summary>For pages outside the frame: one narrow column in the middle, as for signing in.</summary>
public sealed partial class PlainLayout;
