namespace Krait.Indexes;

/// <summary>Takes one file of a page that is being read.</summary>
internal delegate void AddPageFile(in PageFile file);
