namespace FoldCP.Web.Frame.Shell;

/// <summary>Where one is, the way to anywhere, what runs, and who one is.</summary>
public sealed partial class TopBar;
