namespace FoldCP.Engine.Weights;

internal static class LinkEnd
{
    extension(FileInfo)
    {
        /// <summary>The file, or the one that a link leads to in the end: a link's own length is that of the path in it.</summary>
        public static FileInfo AtEndOf(string path)
        {
            var file = new FileInfo(path);
            return file.Exists && file.ResolveLinkTarget(returnFinalTarget: true) is FileInfo end ? end : file;
        }
    }
}
