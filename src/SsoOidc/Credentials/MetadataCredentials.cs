namespace SsoOidc.Credentials;

/// <summary>The document that containers and instances give.</summary>
internal static class MetadataCredentials
{
    /// <param name="json">The document.</param>
    /// <param name="description">The source, for errors.</param>
    /// <param name="sent">The token that was sent, if any.</param>
    /// <exception cref="MetadataFormatException">It is no JSON object.</exception>
    /// <exception cref="MetadataRefusedException">It has no credentials in it.</exception>
    public static CredentialLease Read(byte[] json, string description, string? sent)
    {
        using var document = CredentialDocument.TryParse(json) ?? throw new MetadataFormatException();
        var secrets = Secrets.Create(document.Text("AccessKeyId"), document.Text("SecretAccessKey"), document.Text("Token"), null, description);
        if (secrets is null)
        {
            string code = document.Text("Code") is { } text ? $" (Code {Shapes.Text.ForDisplay(Secrets.Hide(text, sent), 100)})" : string.Empty;
            throw new MetadataRefusedException("the answer has no credentials in it" + code);
        }

        return CredentialLease.For(
            secrets, Dates.TryRead(document.Text("Expiration"), out var expiration) ? expiration : null, RefreshPolicy.Late);
    }
}
