namespace SsoOidc.Endpoints;

/// <summary>Puts the headers of an endpoint provider on a request.</summary>
internal static class EndpointHeaders
{
    public static void Apply(IReadOnlyDictionary<string, IReadOnlyList<string?>> endpointHeaders, HttpHeaderList headers)
    {
        foreach (var (name, values) in endpointHeaders)
        {
            string value = string.Join(',', values.Where(static item => item is not null).Select(static item => Quote(item!)));
            try
            {
                headers.Set(name, value);
            }
            catch (ArgumentException e)
            {
                throw new EndpointResolutionException($"The endpoint provider returned a header that cannot be sent. {e.Message}", e);
            }
        }
    }

    private static string Quote(string value) =>
        value.AsSpan().ContainsAny('"', ',') ? $"\"{value.Replace("\"", "\\\"", StringComparison.Ordinal)}\"" : value;
}
