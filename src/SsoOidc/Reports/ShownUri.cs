using SsoOidc.Shapes;

namespace SsoOidc.Reports;

/// <summary>A request's URI as it may be printed: without user-info, and of its query only what the operation itself says.</summary>
internal static class ShownUri
{
    public static string Of(Uri uri, Operation operation)
    {
        string whole = Text.ForDisplay(uri.AbsoluteUri);
        string query = uri.Query;
        return query.Length > 0 && query == operation.Query && whole.EndsWith(query, StringComparison.Ordinal)
            ? string.Concat(Redaction.WithoutQuery(whole[..^query.Length]), query)
            : Redaction.WithoutQuery(whole);
    }

    /// <summary>Path and query, for the first line of a request.</summary>
    public static string PathOf(Uri uri, Operation operation)
    {
        string whole = Text.ForDisplay(uri.PathAndQuery);
        return uri.Query.Length > 0 && uri.Query != operation.Query ? Redaction.WithoutQuery(whole) : whole;
    }
}
